/**
 * Actuators for Redis: keys, flags in a hash, and the server's own parameters.
 *
 * <p>Decides what Redis's errors mean as outcomes, and lets Redis itself refuse writes with an
 * older fencing token. May import {@code act}, {@code act.wire} and Jedis, which is used nowhere
 * else. Every actuator is thread-safe and opens one connection per call.
 */
package dev.tidegate.runbooks.act.redis;
