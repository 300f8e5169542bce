/* Reading mail in this process; mail_visit_file (mail.h) does it in a sandbox. */
#ifndef PROSED_MAIL_READ_H
#define PROSED_MAIL_READ_H

#include "core/text/mail.h"

/* The file that fd has open, which is closed. The path is for messages. */
bool mail_read(int fd, const char *path, const struct list *own, mail_visit *visit, void *arg,
               struct mail_counts *counts, struct error *error);

#endif
