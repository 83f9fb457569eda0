package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
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
public final class AutoScalingFloors implements Actuator {
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

    private final AwsAccess access;
    private final InstantSource clock;
    private final Map<String, AutoScalingClient> clients = new ConcurrentHashMap<>();

    public AutoScalingFloors(AwsAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    public static Target target(String region, String group) {
        return Target.of(KIND, Map.of("region", region, "group", group));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    private AutoScalingClient client(Target target) {
        return clients.computeIfAbsent(
                target.coordinate("region"),
                region -> access.client(AutoScalingClient.builder(), region));
    }

    @Override
    public Reading read(Target target) {
        String name = target.coordinate("group");
        try {
            Optional<AutoScalingGroup> group =
                    client(target)
                            .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
                            .autoScalingGroups()
                            .stream()
                            .findFirst();
            return group.<Reading>map(g -> observe(target, g))
                    .orElseGet(
                            () -> new Unreadable(Failure.ABSENT, "no Auto Scaling group " + name));
        } catch (SdkException e) {
            return AwsAnswers.ofRead(e);
        }
    }

    private Observed observe(Target target, AutoScalingGroup group) {
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
        return new Observed(target, clock.instant(), fields);
    }

    @Override
    public Outcome apply(Change change, Fence fence) {
        Reading reading = read(change.target());
        if (reading instanceof Unreadable u) {
            return u.reason() == Failure.ABSENT || u.reason() == Failure.DENIED
                    ? new Outcome.Permanent(u.reason(), u.detail())
                    : new Outcome.Retriable(u.reason(), u.detail());
        }
        Observed now = (Observed) reading;
        if (now.holdsAfter(change)) {
            return new Outcome.Done(now);
        }
        for (String field : List.of("floor", "desired")) {
            JsonNode wanted = change.after(field);
            if (!wanted.isNull() && wanted.intValue() > now.count("ceiling")) {
                return new Outcome.Permanent(
                        Failure.INVALID,
                        field
                                + " "
                                + wanted
                                + " is above the group's maximum of "
                                + now.count("ceiling"));
            }
        }
        return fence.stillHeld() ? write(change) : fence.lost();
    }

    private Outcome write(Change change) {
        var request =
                UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(change.target().coordinate("group"));
        if (!change.after("floor").isNull()) {
            request.minSize(change.after("floor").intValue());
        }
        if (!change.after("desired").isNull()) {
            request.desiredCapacity(change.after("desired").intValue());
        }
        try {
            client(change.target()).updateAutoScalingGroup(request.build());
        } catch (SdkException e) {
            return AwsAnswers.ofWrite(e);
        }
        return verify(change);
    }
}
