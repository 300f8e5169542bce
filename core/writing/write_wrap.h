/* Text whose lines were broken at a width (72 columns, say) keeps that width when words of it change. */
#ifndef PROSED_WRITE_WRAP_H
#define PROSED_WRITE_WRAP_H

#include "core/text/passage.h"

/* The width that the lines of the document's passages were filled to, in characters; 0: they were not, or one line is
 * one sentence. */
size_t wrap_find_width(const char *data, const struct passages *passages);
struct wrap {
    size_t width;        /* in characters, with what stands in front of the lines; 0: leave lines alone */
    size_t first_prefix; /* characters in front of the first line, and in front of the others */
    size_t prefix;
};
/* The same for one passage of it, which may have too few lines to tell; width 0 if its own lines say otherwise. */
struct wrap wrap_find(const char *data, const struct passage *passage, size_t document_width);

/* The passage, whose text is `old`, is to read `text`, with lines no longer than the width where its words allow it:
 * edits of the document. Lines in front of the first change stay as they are, and so do those behind the last one from
 * where they fit again. false, and nothing added, if that would change what is a list, heading or quote. */
bool wrap_add_edits(const struct wrap *wrap, const struct passage *passage, const char *old, const char *text,
                    enum format format, struct edits *out);

#endif
