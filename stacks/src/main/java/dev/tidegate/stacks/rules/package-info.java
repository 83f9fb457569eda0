/**
 * Properties that every resource must have, checked in the program itself before the engine is asked, and in tests on what it asked.
 *
 * <p>A rule sees names and values only, no component: what one forgot is caught here. Imports {@code settings}, {@code resource} and, for
 * standing in the engine's way, the Pulumi SDK. Rules are stateless; {@code RuleEnforcement} belongs to one deployment.
 */
@NullMarked
package dev.tidegate.stacks.rules;

import org.jspecify.annotations.NullMarked;
