/**
 * The control loop: poll, read, plan, act, record. Start with {@link dev.tidegate.autoscaler.loop.ControlLoop}.
 *
 * <p>Decides the order of steps and what happens when one of them fails; the plan itself comes from {@code plan}. Imports {@code
 * loop.record}, {@code demand}, {@code plan}, {@code guard}, {@code guard.window}, {@code situation}, {@code config}, {@code
 * metrics} and the seams of runbooks. Holds no clock: the instant is passed in, so that the same loop runs in virtual time. A
 * loop is confined to one thread.
 */
package dev.tidegate.autoscaler.loop;
