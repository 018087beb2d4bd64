/** The recording `madeUpEntries(20)`, compressed by `zstd -19` from a file: one block, which states its length and a checksum. */
export const smallZstd: Uint8Array = fromBase64(
  'KLUv/WQqBpUMAKYURCqAaxvzhJkU5TUKUyxW2LTolsy2G8Vp2YSEMcII3FmR7ZXdm+WBSjcHPQQ4AD0AOACRLoAtSvONt0u409x1C3NU1mnYdsnxph4bliu/' +
    'jivd5e3SX98ytjWeuOQba5S+Alf26xyl6Xy5JYJNiTYcydE3Lu7JgPx6lh9aZbvkiMQicFAY/LqFORjX3RJBAodpWFbYXNVZWUcGHIZoShtE3MY6etMDLh7v' +
    'q5ScT6wvRgonCDsZkJ3w369rnGXY5ZJjNJuQX8dc3lyaLx+9jitMR1x617Vuc+Bqw50Eb7dEH9Pbt7HWrz9pnX6CkdKnNtr58618+TPK+PHBBx/+jP/y37+v' +
    '0Fo5a7U0TlOVlVIK5ZwBQ6AhbPLlUVIrwwEQJxohbgNIbmJZardSy9xr8S7fDF1c8m68BUOZ+F/MK0/Jc+ay9e8Gi5XFWaiiEjMclknmyOXUcjwW5GCNt7in' +
    'sZePvg28WHJpzHIPYy0lITUGi5TEcHkarIeRisXKKraa1QIEzP6pTsC1GXPiB0+60IFVAURWiSg=',
)

/** The recording `madeUpEntries(100, 3000)`, compressed by `zstd -3` from a pipe: several blocks, a window, a checksum and no length. */
export const largeZstd: Uint8Array = fromBase64(
  'KLUv/QRY9BQAhpxWMIApzQHzkYlgBjRbOAY0gO0fBtkisYkYi9OkrW0QG8NtjKhYyiRTSiklsahArjymMFIAVQA/AAsz4EFKpHgcowFqDFzSNBzQa+5IKgFA' +
    'ICNKNEXS4GsPkRY5iKGiQQkTNctDBNtLHpzlUZBhU1z0PESSofMszzUHiOBrTeIWicWDDKGkcc8CGwGZCWToGsMsC0QwgoQJGZBhgx4HkU5OzrApi2Mgkhg2' +
    'kePQFKdFDdrDxpEywHtwOI3xHLkAAi1EYECGzPPQQHiIoIEDCRIFEBBAhorFQQFDbBwqAFqay6+q2q2pqb9SdanM5Pxs/0xdz1y7Mnep5Ozl3aSq3JucKVP6' +
    '61rO/b98lXp+d+5O+cwULuynXVelWiECw2oNrcrJyak9cWJVa7mn39/ESulavr6r39v7m7y8ind385eu7ufmsnvatLp0qfrPXkqVunL3Xt/aqkmxsnr7BoCk' +
    'qLFUseVRUivDAcEGEoxIDA3ZBhJAIBAEEEgCOIsQIAhCoBBoLRH+X/EDgp1AKfRc3eOYHgO3vEO1rpEeD3Vl8rbH/TPqMbEr1QBFb41jwnUb9Fh4VnfiXogM' +
    'e1HwSc+HIkviuCdGteeVwBMIdUnp2sPQpvclAisg1nuRTLs66DWXX0mPia1thQK9BEJ+VIgeGAHvZcP0VnjcPeXQi8Du2Et75r49D4hKZYVzjzcwPPDp3RPS' +
    '9P3C7QXSWwS2u7rw6mjvRi5ccO7dtoUHrr27tHBgHb0dxGTGuyd6XlPvAjHlVOE2nHtnUeHWkukx0D5HQj0NcncGLT0FwqqpLr0JxIgCoZ4KP5tB2FuSngKj' +
    'pJ2gJ4EzVJ97bJ5Db4HdDU8ZSBMBb6RZoLQjg0wyzZyk+6flALntMTL/kzvThZr0KpQMAGPNHKk7LWZWvb+f3vX1OT9fqU6fXr2vpf+s1Mp092zVihWrVatY' +
    'terK9KVKreXLt/n9fSlXvu7e/ens7Ll8fV11pacnT57UWur//b1KvXum1N2duLk9dXtbtXWzs9VSqVOn81qv9l+pUsr3nZ2zuZk5MfvyciKAoqiA2h4Rx48M' +
    'lToS2IdwQoLfCQo/IvyJHxMIc2a5Kwg9DoIiYZ0eCSQzJHCvEnneT6BnomjRo0H86Rik50NtdjtTbwIN6NG0H0CPBjlQB1bqbRBqhGovv4rep0MchrzpeUyH' +
    'stQi6cEg9t0MPQUjpcoRgF4Cz3jBFR7Pa6MN4t9Hz4iesPfWIN4Ll140C7US+yoW3lx1D75YYBTodZAiM4Z7iYHw3m8fWiKXHgUaXYfCutc9cKL3KoteE8vn' +
    'qjL1OsiFhuO9muRBBXoiEY1b9FJvAq1j/HmKh8ZPVKZ3Q9UsWrp3xM7l2QvIePQiECDqY88CRHorvPGFBnodxOiFC/UaaPx207PfwmUbPu+HGr+B9C5P7E+y' +
    'm9QLJ7UFAEPECWqttfTXL31WSy3ly1f3uzPnrl1Kl65cuTittNbTWv3/n6zUJrsnAjYgwcZPiZjs05NkejHGtqD2wPI9E7dL25534rb09N7bAkUWt1k6elKs' +
    'ectyKw7u2ubpMbC39BjX2Tw9CSxv5lAiixsv/TwcxLwFJxJZ3C4tvXmj6RWHHBYWnN4HAR9heuMVY1xQegzkg57G2Tw98eZTLbK48dLTW2J5q2GOyRbpwSA8' +
    'oMc4NjudTwgB3o+CCA==',
)

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}
