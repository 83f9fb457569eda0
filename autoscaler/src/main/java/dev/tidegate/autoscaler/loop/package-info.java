/**
 * The control loop: ask, look, plan, act, record. {@link dev.tidegate.autoscaler.loop.ControlLoop} is the page to read first.
 *
 * <p>Decides in which order things happen and what happens when one of them cannot; the plan itself comes from {@code plan}.
 * Imports {@code loop.record}, {@code demand}, {@code plan}, {@code guard}, {@code config}, {@code metrics} and the seams of runbooks. Holds no
 * clock: the instant is passed in, so that the same loop runs in virtual time. One loop belongs to one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.loop;

import org.jspecify.annotations.NullMarked;
