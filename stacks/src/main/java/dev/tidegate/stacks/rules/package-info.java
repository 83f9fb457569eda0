/**
 * Policy rules for resources, enforced by the program before a resource is registered, and by tests on what was registered.
 *
 * <p>Rules see names and properties only and know no component, so that they catch what a component forgot. Imports {@code settings}, {@code resource}
 * and, to intercept registration, the Pulumi SDK. Rules are stateless; {@code RuleEnforcement} belongs to one deployment.
 */
package dev.tidegate.stacks.rules;
