package dev.tidegate.stacks.rules;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceTransformation;
import dev.tidegate.stacks.resource.Inputs;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks each resource before it is registered with the engine: a violation ends the program with the resource's name and the remedy. Rules over
 * all resources are checked at the end, so that a preview fails before an update begins.
 */
public final class RuleEnforcement implements ResourceTransformation {
    private final Tier tier;
    private final boolean retired;
    private final List<ResourceRegistration> seen = new ArrayList<>();

    public RuleEnforcement(Tier tier) {
        this(tier, false);
    }

    /** @param retired whether deletion protection is no longer required */
    public RuleEnforcement(Tier tier, boolean retired) {
        this.tier = tier;
        this.retired = retired;
    }

    @Override
    public synchronized Optional<Result> apply(Args args) {
        ResourceRegistration resource =
                new ResourceRegistration(
                        args.resource().pulumiResourceType(),
                        args.resource().pulumiResourceName(),
                        args.options().isProtect(),
                        Inputs.of(args.args()));
        stopAt(
                Rules.check(resource, tier).stream()
                        .filter(broken -> !retired || !broken.rule().equals(Rules.KEPT))
                        .toList());
        seen.add(resource);
        return Optional.empty();
    }

    /** Must be called after all resources are registered, with the stack's outputs. */
    public synchronized void close(Map<String, ? extends Output<?>> outputs) {
        List<Violation> violations = new ArrayList<>(CrossResourceRules.check(seen));
        outputs.forEach(
                (name, value) -> violations.addAll(Secrets.inOutput(name, Inputs.of(value))));
        stopAt(violations);
    }

    private static void stopAt(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new RunException(
                    violations.stream()
                            .map(Violation::toString)
                            .collect(Collectors.joining("\n  ", "Rules are broken:\n  ", "")));
        }
    }
}
