/* How mail programs introduce what they quote. For core/text/formats only. */
#ifndef PROSED_FORMAT_MAIL_H
#define PROSED_FORMAT_MAIL_H

#include "core/text/span.h"

/* How many of a paragraph's lines stand in front of "On Monday, Anna wrote:". quoted: quoted text follows, so less is
 * needed to be sure. */
size_t mail_count_own_lines(const char *data, const struct spans *lines, bool quoted);

#endif
