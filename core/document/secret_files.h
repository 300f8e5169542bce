/* Files that usually hold secrets (.env, *.pem, id_rsa, what is in .ssh): never read for learning, never sent unasked.
 */
#ifndef PROSED_SECRET_FILES_H
#define PROSED_SECRET_FILES_H

#include <stdbool.h>

bool secret_file_is(const char *path);

#endif
