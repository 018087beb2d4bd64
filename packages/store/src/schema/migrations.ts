/** The steps from an empty file to the newest schema: a store of version n has gone through the first n. Never changed once released, only added to. */
export const migrations: readonly string[] = [
  `CREATE TABLE trades (
     product VARCHAR NOT NULL, id BIGINT NOT NULL, time_us BIGINT NOT NULL,
     price DOUBLE NOT NULL, size DOUBLE NOT NULL, aggressor VARCHAR NOT NULL, origin VARCHAR NOT NULL);
   CREATE TABLE features (product VARCHAR NOT NULL, time_us BIGINT NOT NULL, reasons VARCHAR NOT NULL);
   CREATE TABLE bars (
     product VARCHAR NOT NULL, start_us BIGINT NOT NULL, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE,
     volume DOUBLE NOT NULL, counted_from VARCHAR NOT NULL, buy_volume DOUBLE, sell_volume DOUBLE, trades BIGINT,
     vwap DOUBLE, vwap_sd DOUBLE, cvd DOUBLE, ofi DOUBLE, momentum DOUBLE, momentum_z DOUBLE,
     book_coverage DOUBLE NOT NULL, trade_coverage DOUBLE NOT NULL);
   CREATE TABLE decisions (
     id VARCHAR NOT NULL, product VARCHAR NOT NULL, time_us BIGINT NOT NULL, simulated BOOLEAN NOT NULL,
     direction VARCHAR NOT NULL, strength DOUBLE NOT NULL, net DOUBLE, abstained BOOLEAN NOT NULL, mid DOUBLE, evidence VARCHAR NOT NULL);
   CREATE TABLE quality_events (
     id VARCHAR NOT NULL, time_us BIGINT NOT NULL, product VARCHAR, kind VARCHAR NOT NULL, detail VARCHAR NOT NULL);
   CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);`,
  `CREATE TABLE heat (
     product VARCHAR NOT NULL, start_us BIGINT NOT NULL, row_size DOUBLE NOT NULL, first_row BIGINT NOT NULL,
     best_bid DOUBLE, best_ask DOUBLE, sizes FLOAT[]);
   CREATE TABLE alerts (
     id VARCHAR NOT NULL, rule VARCHAR NOT NULL, product VARCHAR, time_us BIGINT NOT NULL, simulated BOOLEAN NOT NULL,
     text VARCHAR NOT NULL, value DOUBLE, delivery VARCHAR NOT NULL, webhooks VARCHAR NOT NULL);`,
  `CREATE TABLE bundles (
     id VARCHAR NOT NULL, product VARCHAR NOT NULL, time_us BIGINT NOT NULL, simulated BOOLEAN NOT NULL,
     hash VARCHAR NOT NULL, bundle VARCHAR NOT NULL, recording VARCHAR);`,
]
