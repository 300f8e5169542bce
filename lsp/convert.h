/* Between the protocol's ways of naming places and ours: positions (line and column, in the encoding agreed on) and
 * byte offsets, URIs and paths. LSP 3.18, "Position", "URI". */
#ifndef PROSED_CONVERT_H
#define PROSED_CONVERT_H

#include "core/base/json.h"
#include "core/text/edit.h"
#include "core/text/text.h"

/* ENCODING_UNNAMED: the client did not say. It should count UTF-16 then; some count code points (step.h). Read as
 * UTF-16; edits of a line where that makes a difference replace the whole line. */
enum encoding { ENCODING_UTF8, ENCODING_UTF16, ENCODING_UTF32, ENCODING_UNNAMED };

const char *encoding_name(enum encoding encoding); /* "utf-16"; of an unnamed one, too */
bool encoding_find(const char *name, enum encoding *encoding);

struct position {
    uint64_t line;
    uint64_t character; /* in code units of the encoding */
};

/* A column behind the end of its line means the line's end, a line behind the last means the end of the text; inside of
 * a character means its beginning. */
size_t convert_to_offset(const struct text *text, enum encoding encoding, struct position position);
struct position convert_to_position(const struct text *text, enum encoding encoding, size_t offset);

/* Reading; false if it is no position (range): members missing, negative, not whole. A range whose end lies before its
 * start is turned around. */
bool convert_read_position(const struct text *text, enum encoding encoding, const cJSON *value, size_t *offset);
bool convert_read_range(const struct text *text, enum encoding encoding, const cJSON *value, struct span *span);

uint64_t convert_count_units(const char *data, size_t len, enum encoding encoding); /* of valid UTF-8 */

bool convert_has_pairs(const char *data, size_t len); /* characters beyond U+FFFF, in valid UTF-8 */
/* Whether it is open where in its line this offset is: ENCODING_UNNAMED, and a character beyond U+FFFF before it. */
bool convert_is_unsure(const struct text *text, enum encoding encoding, size_t offset);

cJSON *convert_format_position(const struct text *text, enum encoding encoding, size_t offset);
cJSON *convert_format_range(const struct text *text, enum encoding encoding, struct span span);
cJSON *convert_format_edits(const struct text *text, enum encoding encoding,
                            const struct edits *edits); /* TextEdit[] */
/* The span's text as it reads with the edits shown: [{kind: "same", "removed" or "added", text}]. */
cJSON *convert_format_changes(const struct text *text, struct span span, const struct edits *edits);

void convert_add_text(cJSON *object, const char *name, const char *text); /* NULL: null */

/* The clean absolute path of a file: URI of this machine; NULL for other schemes (untitled: ...) and for what is no
 * such path. The caller frees. */
char *convert_uri_to_path(const char *uri);
char *convert_path_to_uri(const char *path); /* of an absolute path; the caller frees */

#endif
