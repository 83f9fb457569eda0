package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SsmAutomationsTest extends SsmExecutionsContract {
    private final AutomationService service = new AutomationService();

    SsmAutomationsTest() throws IOException {
        Moto.setDummyCredentials();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    SsmExecutions actuator() {
        return new SsmAutomations(new AwsAccess(Optional.of(service.endpoint())), () -> now);
    }

    @Override
    Target target() {
        return SsmAutomations.target(Moto.REGION, "AWS-RestartEC2Instance");
    }

    @Override
    List<List<String>> started() {
        return service.started().stream()
                .map(request -> request.path("Parameters").path("commands"))
                .map(
                        texts ->
                                StreamSupport.stream(texts.spliterator(), false)
                                        .map(text -> text.asText())
                                        .toList())
                .toList();
    }

    @Test
    void executionUnderwayIsWaitedForNotRepeated() {
        service.ends("Success", 3);
        Change change = change();

        assertThat(isUnderway(actuator().apply(change, fence(true)))).isTrue();
        assertThat(isUnderway(actuator().apply(change, fence(true)))).isTrue();

        assertThat(applied(actuator(), change)).isInstanceOf(Outcome.Done.class);
        assertThat(started()).hasSize(1);
    }

    @Test
    void failedExecutionIsNotDone() {
        service.ends("Failed", 1);

        assertThat(applied(actuator(), change()))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.UNVERIFIED));
    }

    @Test
    void whatIsNotFoundMayBeStartedAtOnceSinceTheTokenStopsASecondStart() {
        assertThat(actuator().verify(change()))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.reason()).isEqualTo(Failure.UNVERIFIED));
    }

    @Test
    void startThatIsNotFoundYetIsDroppedByItsToken() {
        Change change = change();
        actuator().apply(change, fence(true));
        service.forgetTags();

        actuator().apply(change, fence(true));

        assertThat(started()).hasSize(1);
    }
}
