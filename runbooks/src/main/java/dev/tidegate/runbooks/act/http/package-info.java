/**
 * Requests to any HTTP service, under an idempotency key and with an expected status.
 *
 * <p>Decides what a status or a broken connection says about whether the request was carried out. May import {@code act} and
 * the JDK's client. Thread-safe; no request is retried here.
 */
package dev.tidegate.runbooks.act.http;
