/* Mail files and mailboxes, read with GMime: transfer encodings, character sets, parts. What the person wrote in each
 * mail comes out as text; quoted replies and signatures are left to the passages of the format mail, which know them.
 */
#ifndef PROSED_MAIL_H
#define PROSED_MAIL_H

#include "core/base/error.h"
#include "core/base/list.h"

#include <stdint.h>

/* By the name of the file or the first bytes of it: a mailbox, or a mail that was sent (a draft has no Message-ID). */
bool mail_is_mail(const char *path, const char *head, size_t len);

struct mail_counts {
    size_t mails;     /* all in the file */
    size_t foreign;   /* of other senders */
    size_t no_text;   /* own, but only HTML, encrypted, or attachments */
    char sender[128]; /* of the first foreign one: "" if there is none */
};
/* text: UTF-8, the header line "Subject:", an empty line, the body. time_ms: when it was sent; 0: not known. */
typedef bool mail_visit(void *arg, const char *text, int64_t time_ms); /* false stops */
/* own: addresses or globs of them ("*@example.org"), letter case aside; a mail counts as the person's own when each
 * sender of it matches one. */
bool mail_visit_file(const char *path, const struct list *own, mail_visit *visit, void *arg, struct mail_counts *counts,
                     struct error *error);

#endif
