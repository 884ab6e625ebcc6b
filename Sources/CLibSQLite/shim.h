#include <sqlite3.h>

/// `sqlite3_config` takes any number of arguments, and cannot be called from Swift.
///
/// Gives SQLite's code: SQLITE_MISUSE once a connection has been opened.
static inline int huiyin_sqlite_counts_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
