package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.FaultyProxy.Fault;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

@Needs(Component.MOTO)
final class SsmCommandsIT extends SsmExecutionsContract {
    @BeforeEach
    void forget() {
        Moto.empty();
    }

    @Override
    SsmExecutions actuator() {
        return new SsmCommands(Moto.access(), () -> now);
    }

    @Override
    Target target() {
        return SsmCommands.target(Moto.REGION, "AWS-RunShellScript", "i-0123456789abcdef0");
    }

    @Override
    List<List<String>> started() {
        try (SsmClient client = Moto.access().client(SsmClient.builder(), Moto.REGION)) {
            return client.listCommands().commands().stream()
                    .map(command -> command.parameters().get("commands"))
                    .toList();
        }
    }

    @Test
    void aCommandWhoseAnswerWasLostIsNotSentAgainWhileTheListDoesNotShowIt() throws IOException {
        try (FaultyProxy proxy = proxy()) {
            SsmCommands commands = commands(proxy);
            Change change = change();
            proxy.next(Fault.CUT_AFTER_THE_CALL);

            assertThat(commands.apply(change, fence(true))).isInstanceOf(Outcome.Unknown.class);
            proxy.replace("tidegate ", "somebody else's ", 2);
            assertThat(commands.verify(change)).isInstanceOf(Outcome.Unknown.class);
            now = now.plusSeconds(9);
            assertThat(commands.verify(change))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            u -> assertThat(u.detail()).contains("list of commands"));

            assertThat(commands.verify(change)).isInstanceOf(Outcome.Done.class);
            assertThat(started()).hasSize(1);
        }
    }

    @Test
    void aCommandThatNeverWentOutIsSentOnceTheListWouldShowIt() throws IOException {
        try (FaultyProxy proxy = proxy()) {
            SsmCommands commands = commands(proxy);
            Change change = change();
            proxy.next(Fault.CUT_BEFORE_THE_CALL);

            commands.apply(change, fence(true));
            assertThat(commands.verify(change)).isInstanceOf(Outcome.Unknown.class);
            now = now.plusSeconds(10);
            assertThat(commands.verify(change)).isInstanceOf(Outcome.Retriable.class);

            assertThat(applied(commands, change)).isInstanceOf(Outcome.Done.class);
            assertThat(started()).hasSize(1);
        }
    }

    @Test
    void aSecondSendingIsLookedForAsLongAsTheFirst() throws IOException {
        try (FaultyProxy proxy = proxy()) {
            SsmCommands commands = commands(proxy);
            Change change = change();
            proxy.next(Fault.CUT_BEFORE_THE_CALL, Fault.CUT_AFTER_THE_CALL);
            commands.apply(change, fence(true));
            commands.verify(change);
            now = now.plusSeconds(10);
            commands.verify(change);

            commands.apply(change, fence(true));
            proxy.replace("tidegate ", "somebody else's ", 1);

            assertThat(commands.verify(change)).isInstanceOf(Outcome.Unknown.class);
            assertThat(commands.verify(change)).isInstanceOf(Outcome.Done.class);
            assertThat(started()).hasSize(1);
        }
    }

    private static FaultyProxy proxy() throws IOException {
        return new FaultyProxy(Moto.access().endpoint().orElseThrow(), "SendCommand");
    }

    private SsmCommands commands(FaultyProxy proxy) {
        return new SsmCommands(new AwsAccess(Optional.of(proxy.endpoint())), () -> now);
    }
}
