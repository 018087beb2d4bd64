import { type DestinationStream, type Logger, pino } from 'pino'

/** Structured logs, one JSON line each, to standard error unless another destination is given. Secrets are taken out. */
export function createLogger(level: string, destination: DestinationStream = pino.destination({ dest: 2, sync: false })): Logger {
  return pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'token',
          '*.token',
          'tokenSha256',
          '*.tokenSha256',
          'secret',
          '*.secret',
          'authorization',
          '*.authorization',
          'req.headers.authorization',
          'req.headers.cookie',
          'req.headers["sec-websocket-protocol"]',
        ],
        censor: '[redacted]',
      },
    },
    destination,
  )
}
