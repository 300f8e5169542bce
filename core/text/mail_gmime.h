/* The functions of GMime (and the GLib below it) that mail.c uses, found in the system's libraries by name when a mail
 * is read for the first time: linking them would cost every start 2 MB. Only mail*.c include this. */
#ifndef PROSED_MAIL_GMIME_H
#define PROSED_MAIL_GMIME_H

#include "core/base/error.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <gmime/gmime.h>
#pragma GCC diagnostic pop

#define GMIME_FUNCTIONS(X)                                                                                             \
    X(g_mime_init)                                                                                                     \
    X(g_mime_stream_fs_new)                                                                                            \
    X(g_mime_parser_new_with_stream)                                                                                   \
    X(g_mime_parser_set_format)                                                                                        \
    X(g_mime_parser_construct_message)                                                                                 \
    X(g_mime_parser_eos)                                                                                               \
    X(g_mime_message_get_from)                                                                                         \
    X(g_mime_message_get_date)                                                                                         \
    X(g_mime_message_get_mime_part)                                                                                    \
    X(g_mime_object_get_content_type)                                                                                  \
    X(g_mime_object_get_content_disposition)                                                                           \
    X(g_mime_content_disposition_is_attachment)                                                                        \
    X(g_mime_content_type_is_type)                                                                                     \
    X(g_mime_content_type_get_parameter)                                                                               \
    X(g_mime_multipart_get_type)                                                                                       \
    X(g_mime_multipart_get_count)                                                                                      \
    X(g_mime_multipart_get_part)                                                                                       \
    X(g_mime_text_part_get_type)                                                                                       \
    X(g_mime_text_part_get_text)                                                                                       \
    X(g_mime_part_get_content_encoding)                                                                                \
    X(internet_address_list_length)                                                                                    \
    X(internet_address_list_get_address)                                                                               \
    X(internet_address_mailbox_get_type)                                                                               \
    X(internet_address_mailbox_get_addr)                                                                               \
    X(g_type_check_instance_is_a)                                                                                      \
    X(g_object_unref)                                                                                                  \
    X(g_date_time_to_unix)                                                                                             \
    X(g_free)

/* GLib has macros of the same names. */
#undef g_object_unref
#undef g_free

struct gmime {
    void *library;
#define MEMBER(name) __typeof__(name) *name;
    GMIME_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* Loads and sets up; stays loaded, for GLib does not survive being taken out. */
bool gmime_load(struct gmime *gmime, struct error *error);

#endif
