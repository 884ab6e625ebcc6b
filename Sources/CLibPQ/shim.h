#include <libpq-fe.h>

/// The field of an error that holds its SQLSTATE; a macro that Swift cannot read.
static const int huiyin_pg_diag_sqlstate = PG_DIAG_SQLSTATE;
