/* MDX (mdxjs.com): Markdown with components. Tags, expressions, imports and exports are the program's; what stands
 * between tags is prose. */
#include "core/text/format.h"
#include "core/text/formats/foreign.h"
#include "core/text/formats/markdown.h"
#include "core/text/formats/markdown_markup.h"

static void find_passages(const char *data, size_t len, struct passages *out) {
    passages_find_markdown_with(data, len, FOREIGN_MDX | FOREIGN_TEMPLATES, out);
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    markup_find_markdown_with(data, len, FOREIGN_MDX | FOREIGN_TEMPLATES | FOREIGN_CODE, out);
}

const struct format_row format_mdx = {
    .name = "mdx",
    .spoken = "MDX",
    .genre = "docs",
    .genre_by_name = true,
    .language_ids = {"mdx"},
    .endings = {".mdx"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .markers = FORMAT_MARKER_RULE | FORMAT_MARKER_QUOTE | FORMAT_MARKER_DEFINITION | FORMAT_MARKER_BLOCK,
    .paired_marks = "*`$[]<>{}",
    .has_markup = true,
    .is_markdown = true,
    .is_typed_as_printed = true,
};
