package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Target;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilter;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilterKey;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionMetadata;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * SSM Automation: a document executed by the service itself. The service drops a second start with
 * the same token; other processes find the execution by a tag named after the token.
 */
final class SsmAutomations extends SsmExecutions {
    static final String KIND = "aws-ssm-automation";

    SsmAutomations(AwsAccess access, InstantSource clock) {
        super(KIND, Set.of("region", "document"), access, clock);
    }

    static Target target(String region, String document) {
        return Target.of(KIND, Map.of("region", region, "document", document));
    }

    @Override
    Optional<Execution> find(Change change, SsmClient client) {
        AutomationExecutionFilter ours =
                AutomationExecutionFilter.builder()
                        .key(AutomationExecutionFilterKey.TAG_KEY)
                        .values(tag(change))
                        .build();
        return search(
                client.describeAutomationExecutionsPaginator(r -> r.filters(ours)),
                page ->
                        page.automationExecutionMetadataList().stream()
                                .findFirst()
                                .map(SsmAutomations::execution));
    }

    @Override
    Execution start(Change change, SsmClient client) {
        String document = change.target().coordinate("document");
        Tag tag = Tag.builder().key(tag(change)).value(document).build();
        String id =
                client.startAutomationExecution(
                                r ->
                                        r.documentName(document)
                                                .parameters(parameters(change))
                                                .clientToken(token(change))
                                                .tags(tag))
                        .automationExecutionId();
        String name = "automation " + AwsErrors.require(id, "AutomationExecutionId");
        return new Execution(name, Stage.RUNNING, "started");
    }

    private static String tag(Change change) {
        return "tidegate:" + token(change);
    }

    private static Execution execution(AutomationExecutionMetadata found) {
        return new Execution(
                "automation " + found.automationExecutionId(),
                stage(
                        AwsErrors.require(
                                found.automationExecutionStatus(), "AutomationExecutionStatus")),
                found.automationExecutionStatusAsString()
                        + Optional.ofNullable(found.failureMessage())
                                .map(m -> ": " + m)
                                .orElse(""));
    }

    /** An unknown status counts as running: the step's timeout ends the wait. */
    private static Stage stage(AutomationExecutionStatus status) {
        return switch (status) {
            case SUCCESS, COMPLETED_WITH_SUCCESS -> Stage.SUCCEEDED;
            case FAILED,
                    TIMED_OUT,
                    CANCELLED,
                    REJECTED,
                    EXITED,
                    COMPLETED_WITH_FAILURE,
                    CHANGE_CALENDAR_OVERRIDE_REJECTED ->
                    Stage.FAILED;
            default -> Stage.RUNNING;
        };
    }
}
