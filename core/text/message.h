/* What in mail and commit messages belongs to their transport and is nobody's prose. For core/text only. */
#ifndef PROSED_MESSAGE_H
#define PROSED_MESSAGE_H

#include "core/text/span.h"

/* Behind the header lines at the top ("From: ...", up to an empty line); 0 if there are none. */
size_t mail_skip_headers(const char *data, size_t len);

/* Where the signature ("-- "), or the message that is passed on, starts; len if there is neither. */
size_t mail_find_end(const char *data, size_t len);

/* How many of a paragraph's lines stand in front of "On Monday, Anna wrote:". quoted: quoted text follows, so less is
 * needed to be sure. */
size_t mail_count_own_lines(const char *data, const struct spans *lines, bool quoted);

/* Where the trailers ("Signed-off-by: ...") or what stands below the scissors starts; len if there is neither. */
size_t commit_find_end(const char *data, size_t len);

#endif
