/**
 * Actuators for Redis: keys, flags in a hash, and the server's own parameters.
 *
 * <p>Decides what Redis's errors mean as outcomes, and lets Redis itself refuse the writes of an older fence. May import
 * {@code act}, {@code act.wire} and Jedis, which is seen nowhere else. Every actuator is thread-safe and opens a connection a call.
 */
package dev.tidegate.runbooks.act.redis;
