/* Answers held to a form by the server, for the ops whose answer is a list or a verdict. answer.h reads these objects
 * and free text alike, so it makes no difference to the asker which of the two came. */
#ifndef PROSED_SCHEMA_H
#define PROSED_SCHEMA_H

#include "core/model/question.h"

cJSON *schema_create(enum op op); /* a JSON Schema of the answer, or NULL: free text. The caller deletes */
/* What tells a model that it may answer in this form though the template asks for a line of text; NULL without. */
const char *schema_get_request(enum op op);

#endif
