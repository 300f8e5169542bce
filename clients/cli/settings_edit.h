/* Changing one setting in a file that a person wrote: comments, order and layout of all the rest stay as they are. */
#ifndef PROSED_SETTINGS_EDIT_H
#define PROSED_SETTINGS_EDIT_H

#include "core/base/buf.h"
#include "core/base/error.h"

/* text: JSON with comments, an object; "" counts as an empty one. name: "model.url". value: JSON. Sets the member where
 * it is written, flat or nested; one that is not there is added flat, at the top. */
bool settings_edit_set(struct buf *text, const char *name, const char *value, struct error *error);

#endif
