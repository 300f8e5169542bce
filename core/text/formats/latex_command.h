/* LaTeX as far as finding prose needs it: what a command is for, and where it ends. For core/text only. */
#ifndef PROSED_LATEX_COMMAND_H
#define PROSED_LATEX_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum latex_kind {
    LATEX_TEXT,     /* its argument is prose: \emph{words} */
    LATEX_FIRST,    /* its first argument is none, its second is: \href{target}{words} */
    LATEX_WHOLE,    /* no prose in it: \ref{..}, \includegraphics[..]{..}; unknown commands, too */
    LATEX_CITATION, /* \cite{..} and its kin */
    LATEX_URL,      /* \url{..} */
    LATEX_VERBATIM, /* \verb|..| */
    LATEX_HEADING,  /* \section{title} */
    LATEX_CAPTION,
    LATEX_ITEM,
    LATEX_BEGIN, /* of an environment */
    LATEX_END,
    LATEX_PARAGRAPH, /* \par */
    LATEX_BREAK,     /* two backslashes */
    LATEX_DISPLAY,   /* \[ */
    LATEX_INLINE,    /* \( */
    LATEX_SIGN,      /* an escaped sign or an accent: \% \" */
};

struct latex_command {
    enum latex_kind kind;
    size_t name_end; /* behind "\name" and its star */
    size_t end;      /* behind all that is not prose; behind the opening brace if prose is in it */
};

/* The command whose backslash is at offset. */
struct latex_command latex_read(const char *data, size_t len, size_t offset);

/* Behind the group that starts with `open` at offset; offset if there is none or if it does not close within the
 * paragraph (or within some kilobytes, which keeps broken text cheap). */
size_t latex_skip_group(const char *data, size_t len, size_t offset, char open, char close);

enum latex_environment {
    ENVIRONMENT_PROSE,    /* unknown ones, too */
    ENVIRONMENT_FLOATING, /* figures and the like: only their captions are prose */
    ENVIRONMENT_SKIPPED,
};

enum latex_environment latex_classify_environment(const char *name, size_t len);

#endif
