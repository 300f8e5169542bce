/* Standard descriptors made safe for a protocol, for the servers on standard input and output. */
#ifndef PROSED_DESCRIPTORS_H
#define PROSED_DESCRIPTORS_H

#include "core/base/error.h"

/* The descriptor to write the protocol to, which the caller owns; -1 and *error if in_fd or out_fd is not open.
 * Standard output is moved aside and 1 pointed at stderr, so that nothing printed by mistake can break the protocol; a
 * standard descriptor that is closed is opened on /dev/null, since it would be given to the next file that is opened.
 * To be called before any file is. */
int descriptors_prepare(int in_fd, int out_fd, struct error *error);

#endif
