package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;

@Needs(Component.MOTO)
final class SsmCommandsIT {
    private static final Target TARGET =
            SsmCommands.target(Moto.REGION, "AWS-RunShellScript", "i-0123456789abcdef0");

    private SsmCommands commands;
    private SsmClient client;

    @BeforeEach
    void open() {
        AwsAccess access = Moto.empty();
        commands = new SsmCommands(access, Moto.CLOCK);
        client = access.client(SsmClient.builder(), Moto.REGION);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Change change() {
        var script = JsonNodeFactory.instance.arrayNode().add("systemctl restart vllm");
        return commands.plan(
                (Observed) commands.read(TARGET),
                new TreeMap<String, JsonNode>(Map.of("commands", script)));
    }

    private List<Command> sent() {
        return client.listCommands().commands();
    }

    private static Fence fence(boolean held) {
        return new Fence() {
            @Override
            public long number() {
                return 1;
            }

            @Override
            public boolean stillHeld() {
                return held;
            }
        };
    }

    @Test
    void commandRunsWithItsParameters() {
        Outcome outcome = commands.apply(change(), fence(true));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(sent())
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.parameters().get("commands"))
                                        .containsExactly("systemctl restart vllm"));
    }

    @Test
    void sameChangeAgainRunsNothing() {
        Change change = change();
        commands.apply(change, fence(true));

        Outcome again = commands.apply(change, fence(true));

        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void anotherProcessFindsWhatWasSent() {
        Change change = change();
        commands.apply(change, fence(true));

        assertThat(new SsmCommands(Moto.access(), Moto.CLOCK).verify(change))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void unsentCommandMayBeSent() {
        assertThat(commands.verify(change())).isInstanceOf(Outcome.Retriable.class);
    }

    @Test
    void lostFenceSendsNothing() {
        assertThat(commands.apply(change(), fence(false)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.FENCED));
        assertThat(sent()).isEmpty();
    }
}
