/* Inside the stylist: marks that its notes share with what is written from them. */
#ifndef PROSED_NOTES_H
#define PROSED_NOTES_H

#define NOTES_TO    "to: "
#define NOTES_FROM  "from: "
#define NOTES_TIMES " \xc3\x97" /* behind a small number: three × files */

#endif
