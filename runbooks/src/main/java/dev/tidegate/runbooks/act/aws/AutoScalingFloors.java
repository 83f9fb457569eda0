package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.act.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/**
 * EC2 Auto Scaling groups. {@code floor} is the group's minimum size, which the group's own scaling
 * policies stay above; {@code desired} can be set too, where nothing else sets it.
 *
 * <p>An instance is ready while it is in service and healthy, and starting while its launch goes
 * through the pending states. Instances parked in a warm pool are neither.
 */
public final class AutoScalingFloors extends AwsActuator<AutoScalingClient> {
    public static final String KIND = "aws-autoscaling";
    private static final Shape SHAPE =
            Shape.restorable(
                    Set.of("group", "region"),
                    List.of(
                            FieldShape.settable("floor", FieldShape.Type.COUNT),
                            FieldShape.settable("desired", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ceiling", FieldShape.Type.COUNT),
                            FieldShape.readOnly("starting", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ready", FieldShape.Type.COUNT)));
    private static final Set<LifecycleState> STARTING =
            Set.of(
                    LifecycleState.PENDING,
                    LifecycleState.PENDING_WAIT,
                    LifecycleState.PENDING_PROCEED);

    public AutoScalingFloors(AwsAccess access, InstantSource clock) {
        super(KIND, SHAPE, region -> access.client(AutoScalingClient.builder(), region), clock);
    }

    public static Target target(String region, String group) {
        return Target.of(KIND, Map.of("region", region, "group", group));
    }

    @Override
    Optional<SortedMap<String, JsonNode>> look(Target target, AutoScalingClient client) {
        String name = target.coordinate("group");
        return client
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
                .autoScalingGroups()
                .stream()
                .findFirst()
                .map(AutoScalingFloors::fields);
    }

    private static SortedMap<String, JsonNode> fields(AutoScalingGroup group) {
        List<Instance> instances = group.instances();
        long starting =
                instances.stream().filter(i -> STARTING.contains(i.lifecycleState())).count();
        long ready =
                instances.stream()
                        .filter(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
                        .filter(i -> "Healthy".equalsIgnoreCase(i.healthStatus()))
                        .count();
        var fields = new TreeMap<String, JsonNode>();
        fields.put("floor", IntNode.valueOf(group.minSize()));
        fields.put("ceiling", IntNode.valueOf(group.maxSize()));
        fields.put("desired", IntNode.valueOf(group.desiredCapacity()));
        fields.put("starting", IntNode.valueOf((int) starting));
        fields.put("ready", IntNode.valueOf((int) ready));
        return fields;
    }

    @Override
    Optional<Outcome> write(Change change, Observed now, AutoScalingClient client) {
        var request =
                UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(change.target().coordinate("group"));
        for (FieldChange field : change.fields()) {
            int wanted = field.after().asInt(-1);
            if (wanted < 0) {
                return invalid(field.field() + " must be a count, was " + field.after());
            }
            if (wanted > now.count("ceiling")) {
                String limit = "above the group's maximum of " + now.count("ceiling");
                return invalid(field.field() + " " + wanted + " is " + limit);
            }
            if (field.field().equals("floor")) {
                request.minSize(wanted);
            } else {
                request.desiredCapacity(wanted);
            }
        }
        client.updateAutoScalingGroup(request.build());
        return Optional.empty();
    }
}
