/* Requests and attempts as rows in SQLite, in plain C, to measure full recording against:
 *
 *   rows SCHEMA.sql DATABASE REQUESTS
 *
 * SCHEMA.sql holds the statements of Weir's tables `request` and `attempt` and of their indexes, one a line;
 * the indexes are made at the end, as Weir does. The rows are as large as those of
 * Benchmarks/scenarios/gateway: one request in a hundred has two attempts. Settings of SQLite are Weir's.
 * Prints the number of rows. */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { rows_per_transaction = 250000 };

static sqlite3 *database;

static void fail(const char *what) {
  fprintf(stderr, "rows: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void run(const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sql);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    fail(sql);
  return statement;
}

static void step(sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) fail("insert");
  sqlite3_reset(statement);
}

/* Runs those lines of the schema that begin as `start` says. */
static void run_schema(const char *path, const char *start) {
  FILE *file = fopen(path, "r");
  char line[4096];
  if (!file) {
    fprintf(stderr, "rows: cannot read %s\n", path);
    exit(1);
  }
  while (fgets(line, sizeof line, file))
    if (strncmp(line, start, strlen(start)) == 0) run(line);
  fclose(file);
}

static uint64_t random_state = 1;

/* Like a time of service: up to 2^25 ns, 34 ms. */
static int64_t some_time(void) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return random_state >> 39;
}

static void insert_request(sqlite3_stmt *statement, int64_t row, int64_t arrival, int attempts,
                           int64_t response) {
  sqlite3_bind_int64(statement, 1, row);
  sqlite3_bind_int64(statement, 2, 0);
  sqlite3_bind_int64(statement, 3, row);
  sqlite3_bind_int64(statement, 4, arrival);
  sqlite3_bind_int64(statement, 5, 0);
  sqlite3_bind_int64(statement, 6, row % 3);
  sqlite3_bind_int64(statement, 7, 0);
  sqlite3_bind_int64(statement, 8, attempts);
  sqlite3_bind_int64(statement, 9, 200);
  sqlite3_bind_int64(statement, 10, attempts > 1);
  sqlite3_bind_int64(statement, 11, response);
  step(statement);
}

static void insert_attempt(sqlite3_stmt *statement, int64_t row, int64_t request, int attempt, int64_t start,
                           int64_t waiting, int64_t service, int failed) {
  sqlite3_bind_int64(statement, 1, row);
  sqlite3_bind_int64(statement, 2, 0);
  sqlite3_bind_int64(statement, 3, request);
  sqlite3_bind_int64(statement, 4, attempt);
  if (attempt > 1) sqlite3_bind_int64(statement, 5, attempt - 1);
  else sqlite3_bind_null(statement, 5);
  sqlite3_bind_int64(statement, 6, request % 3);
  sqlite3_bind_int64(statement, 7, 0);
  sqlite3_bind_int64(statement, 8, start);
  sqlite3_bind_int64(statement, 9, waiting);
  sqlite3_bind_int64(statement, 10, service);
  sqlite3_bind_int64(statement, 11, start + waiting + service);
  sqlite3_bind_int64(statement, 12, failed ? 503 : 200);
  sqlite3_bind_int64(statement, 13, failed);
  for (int column = 14; column <= 19; column++) sqlite3_bind_null(statement, column);
  step(statement);
}

int main(int count, char **arguments) {
  int64_t requests = count > 3 ? strtoll(arguments[3], NULL, 10) : 0;
  if (requests <= 0) {
    fprintf(stderr, "usage: rows SCHEMA.sql DATABASE REQUESTS\n");
    return 64;
  }
  remove(arguments[2]);
  if (sqlite3_open(arguments[2], &database) != SQLITE_OK) fail(arguments[2]);
  run("PRAGMA page_size = 16384; PRAGMA journal_mode = TRUNCATE; PRAGMA locking_mode = EXCLUSIVE;"
      "PRAGMA synchronous = OFF; PRAGMA cache_size = -16384");
  run_schema(arguments[1], "CREATE TABLE");
  sqlite3_stmt *request = prepare("INSERT INTO request VALUES (?,?,?,?,?,?,?,?,?,?,?)");
  sqlite3_stmt *attempt = prepare("INSERT INTO attempt VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  int64_t attempts = 0, next_commit = rows_per_transaction;
  run("BEGIN");
  for (int64_t row = 0; row < requests; row++) {
    int64_t arrival = row * 454545, start = arrival + 200000, waiting = row % 4 ? 0 : some_time();
    int64_t service = some_time(), response = 200000 + waiting + service;
    int failed = row % 100 == 99;
    insert_attempt(attempt, attempts++, row, 1, start, waiting, service, failed);
    if (failed) {
      int64_t again = some_time();
      insert_attempt(attempt, attempts++, row, 2, arrival + response + 10000000, 0, again, 0);
      response += 10000000 + again;
    }
    insert_request(request, row, arrival, 1 + failed, response);
    if (row + attempts >= next_commit) {
      run("COMMIT; BEGIN");
      next_commit += rows_per_transaction;
    }
  }
  run_schema(arguments[1], "CREATE INDEX");
  run("COMMIT");
  sqlite3_finalize(request);
  sqlite3_finalize(attempt);
  if (sqlite3_close(database) != SQLITE_OK) fail("close");
  printf("rows n=%lld rows=%lld\n", (long long)requests, (long long)(requests + attempts));
  return 0;
}
