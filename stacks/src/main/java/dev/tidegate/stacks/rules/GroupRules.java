package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.GpuFamily;
import dev.tidegate.stacks.settings.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Auto Scaling groups: bounded size, load balancer health checks, lifecycle hooks. */
final class GroupRules {
    private static final int LARGEST = 1000;
    private static final int TYPES = 10;

    private GroupRules() {}

    static Stream<String> bounded(ResourceRegistration resource, Tier tier) {
        if (!isGroup(resource)) {
            return Stream.empty();
        }
        Property max = resource.at("maxSize");
        return Stream.concat(
                Rule.unless(
                        resource.at("minSize").mayBeAtLeast(1), "give it a minSize of 1 or more"),
                Rule.unless(
                        max.mayBeAtLeast(1)
                                && !(max instanceof Property.Numeral number
                                        && number.value() > LARGEST + 1),
                        "give it a maxSize of " + LARGEST + " or less"));
    }

    /** With EC2 health checks alone a group keeps instances that run but do not answer. */
    static Stream<String> healthOfBalancer(ResourceRegistration resource, Tier tier) {
        return isGroup(resource) && !resource.at("targetGroupArns").isAbsent()
                ? Rule.unless(
                        resource.at("healthCheckType").mayBe("ELB"), "set healthCheckType to ELB")
                : Stream.empty();
    }

    static Stream<String> warmPool(ResourceRegistration resource, Tier tier) {
        if (!isGroup(resource) || resource.at("warmPool").isAbsent()) {
            return Stream.empty();
        }
        return Stream.of(
                        Rule.unless(
                                hook(resource, "LAUNCHING").findAny().isPresent(),
                                "hold its members by a launch hook until they are ready"),
                        // The provider omits a zero, which would make the pool as large as the
                        // group.
                        Rule.unless(
                                resource.at("warmPool.minSize").mayBeAtLeast(1),
                                "leave warmPool out, or give it a minSize of 1 or more"),
                        Rule.unless(
                                resource.at("warmPool.maxGroupPreparedCapacity").mayBeAtLeast(1),
                                "bound it by maxGroupPreparedCapacity"))
                .flatMap(remedy -> remedy);
    }

    static Stream<String> hooks(ResourceRegistration resource, Tier tier) {
        if (resource.is("LifecycleHook")) {
            boolean launch =
                    resource.at("lifecycleTransition").mayBe("autoscaling:EC2_INSTANCE_LAUNCHING");
            return Rule.unless(
                    !launch || resource.at("defaultResult").mayBe("ABANDON"),
                    "let a launch hook that ran out ABANDON");
        }
        if (!isGroup(resource) || resource.at("initialLifecycleHooks").isAbsent()) {
            return Stream.empty();
        }
        Property grace = resource.at("healthCheckGracePeriod");
        double load = grace instanceof Property.Numeral number ? number.value() : 0;
        List<Property> launch = hook(resource, "LAUNCHING").toList();
        List<Property> terminate = hook(resource, "TERMINATING").toList();
        return Stream.of(
                        Rule.unless(
                                launch.stream()
                                        .map(hook -> hook.at("heartbeatTimeout"))
                                        .allMatch(timeout -> timeout.mayBeAtLeast(load)),
                                "let the launch hook wait for as long as the model loads, which is "
                                        + load
                                        + " s"),
                        Rule.unless(
                                allEndIn("ABANDON", launch),
                                "let a launch hook that ran out ABANDON"),
                        Rule.unless(
                                allEndIn("CONTINUE", terminate),
                                "let a terminate hook that ran out CONTINUE"),
                        Rule.unless(
                                !terminate.isEmpty(), "give those that leave a hook to drain in"))
                .flatMap(remedy -> remedy);
    }

    private static boolean allEndIn(String result, List<Property> hooks) {
        return hooks.stream().allMatch(hook -> hook.at("defaultResult").mayBe(result));
    }

    /** At least five types, or half of those of the family that fit: a region seldom offers all of them. */
    static Stream<String> typesEnough(ResourceRegistration resource, Tier tier) {
        List<Property> types =
                resource.at("mixedInstancesPolicy.launchTemplate.overrides").each().toList();
        if (!isGroup(resource) || types.isEmpty()) {
            return Stream.empty();
        }
        double max =
                resource.at("maxSize") instanceof Property.Numeral number
                        ? number.value()
                        : LARGEST;
        String first = types.get(0).at("instanceType").texts().findFirst().orElse("");
        long usable =
                Arrays.stream(GpuFamily.values())
                        .map(GpuFamily::gpusByType)
                        .filter(family -> family.containsKey(first))
                        .flatMap(family -> family.entrySet().stream())
                        .filter(type -> type.getValue() <= max)
                        .map(Map.Entry::getKey)
                        .count();
        boolean whole =
                types.stream().allMatch(type -> type.at("weightedCapacity").mayBe("1"))
                        || types.size() >= (Math.min(TYPES, usable) + 1) / 2;
        return Rule.unless(
                whole, "offer it more instance types: " + types.size() + " of " + usable);
    }

    private static boolean isGroup(ResourceRegistration resource) {
        return resource.is("autoscaling", "Group");
    }

    private static Stream<Property> hook(ResourceRegistration group, String state) {
        String transition = "autoscaling:EC2_INSTANCE_" + state;
        return group.at("initialLifecycleHooks")
                .each()
                .filter(hook -> hook.at("lifecycleTransition").mayBe(transition));
    }
}
