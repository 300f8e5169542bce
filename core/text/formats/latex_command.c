/* Two tables, of commands and of environments, and the skipping of arguments. */
#include "core/text/formats/latex_command.h"

#include "core/text/ascii.h"

#include <string.h>

#define GROUP_BYTES_MAX 2000 /* these two keep text with many open braces cheap */
#define GROUP_DEPTH_MAX 16

static const struct command {
    const char *name;
    enum latex_kind kind;
} commands[] = {
    {"alert", LATEX_TEXT},
    {"centerline", LATEX_TEXT},
    {"enquote", LATEX_TEXT},
    {"emph", LATEX_TEXT},
    {"footnote", LATEX_TEXT},
    {"footnotetext", LATEX_TEXT},
    {"hl", LATEX_TEXT},
    {"marginpar", LATEX_TEXT},
    {"mbox", LATEX_TEXT},
    {"sout", LATEX_TEXT},
    {"text", LATEX_TEXT},
    {"textbf", LATEX_TEXT},
    {"textit", LATEX_TEXT},
    {"textmd", LATEX_TEXT},
    {"textnormal", LATEX_TEXT},
    {"textrm", LATEX_TEXT},
    {"textsc", LATEX_TEXT},
    {"textsf", LATEX_TEXT},
    {"textsl", LATEX_TEXT},
    {"textup", LATEX_TEXT},
    {"thanks", LATEX_TEXT},
    {"uline", LATEX_TEXT},
    {"underline", LATEX_TEXT},
    {"uwave", LATEX_TEXT},
    {"foreignquote", LATEX_FIRST},
    {"textquote", LATEX_TEXT},
    {"blockquote", LATEX_TEXT},
    {"sidenote", LATEX_TEXT},
    {"marginnote", LATEX_TEXT},
    {"addbibresource", LATEX_WHOLE},
    {"addtocounter", LATEX_WHOLE},
    {"autoref", LATEX_WHOLE},
    {"begin", LATEX_BEGIN},
    {"bibliography", LATEX_WHOLE},
    {"bibliographystyle", LATEX_WHOLE},
    {"caption", LATEX_CAPTION},
    {"chapter", LATEX_HEADING},
    {"color", LATEX_WHOLE},
    {"colorbox", LATEX_FIRST},
    {"cref", LATEX_WHOLE},
    {"Cref", LATEX_WHOLE},
    {"documentclass", LATEX_WHOLE},
    {"end", LATEX_END},
    {"eqref", LATEX_WHOLE},
    {"fontsize", LATEX_WHOLE},
    {"framesubtitle", LATEX_HEADING},
    {"frametitle", LATEX_HEADING},
    {"graphicspath", LATEX_WHOLE},
    {"href", LATEX_FIRST},
    {"hspace", LATEX_WHOLE},
    {"hypersetup", LATEX_WHOLE},
    {"include", LATEX_WHOLE},
    {"includegraphics", LATEX_WHOLE},
    {"index", LATEX_WHOLE},
    {"input", LATEX_WHOLE},
    {"item", LATEX_ITEM},
    {"label", LATEX_WHOLE},
    {"lstinline", LATEX_VERBATIM},
    {"lstinputlisting", LATEX_WHOLE},
    {"nameref", LATEX_WHOLE},
    {"newcommand", LATEX_WHOLE},
    {"nolinkurl", LATEX_URL},
    {"pagenumbering", LATEX_WHOLE},
    {"pageref", LATEX_WHOLE},
    {"pagestyle", LATEX_WHOLE},
    {"par", LATEX_PARAGRAPH},
    {"paragraph", LATEX_HEADING},
    {"part", LATEX_HEADING},
    {"path", LATEX_URL},
    {"ref", LATEX_WHOLE},
    {"renewcommand", LATEX_WHOLE},
    {"section", LATEX_HEADING},
    {"setcounter", LATEX_WHOLE},
    {"setlength", LATEX_WHOLE},
    {"subparagraph", LATEX_HEADING},
    {"subsection", LATEX_HEADING},
    {"subsubsection", LATEX_HEADING},
    {"textcolor", LATEX_FIRST},
    {"thispagestyle", LATEX_WHOLE},
    {"url", LATEX_URL},
    {"usepackage", LATEX_WHOLE},
    {"verb", LATEX_VERBATIM},
    {"Verb", LATEX_VERBATIM},
    {"vref", LATEX_WHOLE},
    {"vspace", LATEX_WHOLE},
};

static const struct environment {
    const char *name; /* without its star */
    enum latex_environment kind;
} environments[] = {
    {"align", ENVIRONMENT_SKIPPED},
    {"alignat", ENVIRONMENT_SKIPPED},
    {"algorithm", ENVIRONMENT_FLOATING},
    {"algorithmic", ENVIRONMENT_SKIPPED},
    {"algorithm2e", ENVIRONMENT_SKIPPED},
    {"array", ENVIRONMENT_SKIPPED},
    {"axis", ENVIRONMENT_SKIPPED},
    {"comment", ENVIRONMENT_SKIPPED},
    {"displaymath", ENVIRONMENT_SKIPPED},
    {"eqnarray", ENVIRONMENT_SKIPPED},
    {"equation", ENVIRONMENT_SKIPPED},
    {"figure", ENVIRONMENT_FLOATING},
    {"filecontents", ENVIRONMENT_SKIPPED},
    {"flalign", ENVIRONMENT_SKIPPED},
    {"forest", ENVIRONMENT_SKIPPED},
    {"gather", ENVIRONMENT_SKIPPED},
    {"listing", ENVIRONMENT_FLOATING},
    {"longtable", ENVIRONMENT_SKIPPED},
    {"lstlisting", ENVIRONMENT_SKIPPED},
    {"math", ENVIRONMENT_SKIPPED},
    {"minted", ENVIRONMENT_SKIPPED},
    {"multline", ENVIRONMENT_SKIPPED},
    {"pgfpicture", ENVIRONMENT_SKIPPED},
    {"picture", ENVIRONMENT_SKIPPED},
    {"subequations", ENVIRONMENT_SKIPPED},
    {"subfigure", ENVIRONMENT_FLOATING},
    {"tabular", ENVIRONMENT_SKIPPED},
    {"tabularx", ENVIRONMENT_SKIPPED},
    {"tabulary", ENVIRONMENT_SKIPPED},
    {"table", ENVIRONMENT_FLOATING},
    {"thebibliography", ENVIRONMENT_SKIPPED},
    {"tikzpicture", ENVIRONMENT_SKIPPED},
    {"verbatim", ENVIRONMENT_SKIPPED},
    {"Verbatim", ENVIRONMENT_SKIPPED},
    {"wrapfigure", ENVIRONMENT_FLOATING},
    {"alltt", ENVIRONMENT_SKIPPED},
    {"BVerbatim", ENVIRONMENT_SKIPPED},
    {"LVerbatim", ENVIRONMENT_SKIPPED},
    {"SaveVerbatim", ENVIRONMENT_SKIPPED},
    {"tcblisting", ENVIRONMENT_SKIPPED},
    {"code", ENVIRONMENT_SKIPPED},
    {"luacode", ENVIRONMENT_SKIPPED},
    {"pycode", ENVIRONMENT_SKIPPED},
    {"pyconsole", ENVIRONMENT_SKIPPED},
    {"asy", ENVIRONMENT_SKIPPED},
    {"tikzcd", ENVIRONMENT_SKIPPED},
    {"Sinput", ENVIRONMENT_SKIPPED},
    {"Soutput", ENVIRONMENT_SKIPPED},
    {"Schunk", ENVIRONMENT_SKIPPED},
    {"IEEEeqnarray", ENVIRONMENT_SKIPPED},
    {"dmath", ENVIRONMENT_SKIPPED},
    {"verbatimtab", ENVIRONMENT_SKIPPED},
    {"sageblock", ENVIRONMENT_SKIPPED},
    {"sagesilent", ENVIRONMENT_SKIPPED},
    {"dot2tex", ENVIRONMENT_SKIPPED},
    {"prooftree", ENVIRONMENT_SKIPPED},
    {"tabbing", ENVIRONMENT_SKIPPED},
    {"supertabular", ENVIRONMENT_SKIPPED},
    {"xltabular", ENVIRONMENT_SKIPPED},
    {"tblr", ENVIRONMENT_SKIPPED},
    {"longtblr", ENVIRONMENT_SKIPPED},
    {"NiceTabular", ENVIRONMENT_SKIPPED},
    {"tabu", ENVIRONMENT_SKIPPED},
    {"bnf", ENVIRONMENT_SKIPPED},
    {"overpic", ENVIRONMENT_SKIPPED},
    {"psfrags", ENVIRONMENT_SKIPPED},
    {"pspicture", ENVIRONMENT_SKIPPED},
};

static bool is_named(const char *name, const char *text, size_t len) {
    return strlen(name) == len && memcmp(name, text, len) == 0; /* text may hold NULs */
}

static bool holds(const char *text, size_t len, const char *part) {
    return memmem(text, len, part, strlen(part)) != NULL;
}

static enum latex_kind classify(const char *name, size_t len) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (is_named(commands[i].name, name, len)) {
            return commands[i].kind;
        }
    }
    return holds(name, len, "cite") ? LATEX_CITATION : LATEX_WHOLE;
}

enum latex_environment latex_classify_environment(const char *name, size_t len) {
    len -= len > 0 && name[len - 1] == '*';
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
        if (is_named(environments[i].name, name, len)) {
            return environments[i].kind;
        }
    }
    return ENVIRONMENT_PROSE;
}

size_t latex_skip_group(const char *data, size_t len, size_t offset, char open, char close) {
    size_t depth = 0;
    size_t limit = len - offset > GROUP_BYTES_MAX ? offset + GROUP_BYTES_MAX : len;
    for (size_t end = offset; end < limit && depth < GROUP_DEPTH_MAX && (depth > 0 || data[offset] == open); end++) {
        char c = data[end];
        if (c == '\\') {
            end++;
        } else if (c == '\n' && end + 1 < limit && data[end + 1] == '\n') {
            break;
        } else if (c == open) {
            depth++;
        } else if (c == close && --depth == 0) {
            return end + 1;
        }
    }
    return offset;
}

static size_t skip_arguments(const char *data, size_t len, size_t offset) {
    for (size_t end = offset;; offset = end) {
        end = offset < len && data[offset] == '[' ? latex_skip_group(data, len, offset, '[', ']')
                                                  : latex_skip_group(data, len, offset, '{', '}');
        if (end == offset) {
            return offset;
        }
    }
}

/* \verb|code|, \lstinline[..]{code}: the first sign behind the name closes it, too. */
static size_t skip_verbatim(const char *data, size_t len, size_t offset) {
    offset = latex_skip_group(data, len, offset, '[', ']');
    if (offset >= len || data[offset] == '\n') {
        return offset;
    }
    char close = data[offset] == '{' ? '}' : data[offset];
    size_t end = offset + 1;
    while (end < len && data[end] != close && data[end] != '\n') {
        end++;
    }
    return end < len && data[end] == close ? end + 1 : offset;
}

static size_t find_end(const char *data, size_t len, enum latex_kind kind, size_t offset) {
    switch (kind) {
    case LATEX_WHOLE:
    case LATEX_CITATION:
    case LATEX_URL:
    case LATEX_BEGIN:
        return skip_arguments(data, len, offset);
    case LATEX_END:
        return latex_skip_group(data, len, offset, '{', '}');
    case LATEX_ITEM:
        return latex_skip_group(data, len, offset, '[', ']');
    case LATEX_VERBATIM:
        return skip_verbatim(data, len, offset);
    case LATEX_FIRST:
        offset = latex_skip_group(data, len, offset, '{', '}');
        return offset < len && data[offset] == '{' ? offset + 1 : offset;
    default:
        offset = latex_skip_group(data, len, offset, '[', ']');
        return offset < len && data[offset] == '{' ? offset + 1 : offset;
    }
}

struct latex_command latex_read(const char *data, size_t len, size_t offset) {
    size_t name = offset + 1;
    size_t end = name;
    while (end < len && ascii_is_letter(data[end])) {
        end++;
    }
    if (end > name) {
        enum latex_kind kind = classify(data + name, end - name);
        end += end < len && data[end] == '*';
        return (struct latex_command){kind, end, find_end(data, len, kind, end)};
    }
    if (name >= len || data[name] == '\n' || (data[name] & 0x80)) {
        return (struct latex_command){LATEX_SIGN, name, name};
    }
    end++;
    switch (data[name]) {
    case '\\':
        end += end < len && data[end] == '*';
        return (struct latex_command){LATEX_BREAK, end, latex_skip_group(data, len, end, '[', ']')};
    case '[':
        return (struct latex_command){LATEX_DISPLAY, end, end};
    case '(':
        return (struct latex_command){LATEX_INLINE, end, end};
    default:
        return (struct latex_command){LATEX_SIGN, end, end};
    }
}
