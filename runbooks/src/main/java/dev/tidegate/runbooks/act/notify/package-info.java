/**
 * Messages to people: chat, pager, mail.
 *
 * <p>Decides how a message looks in each and what makes the second copy of one recognisable. May import {@code act},
 * {@code act.http} and a mail library, which is seen nowhere else. Thread-safe; addresses that are secrets are named only.
 */
package dev.tidegate.runbooks.act.notify;
