package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.resource.ResourceRegistration;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That a region's daemons write the flags which its gateways read, at the same place and in the same way. */
class FlagsTest {
    @Test
    void bothAskAManagedCacheOverTls() {
        List<ResourceRegistration> asked =
                provisioned(dev -> dev.putObject("cache").put("kind", "managed"));

        assertThat(script(asked, "gateway"))
                .contains("primary='use1-cache-nodes.cache.test.example:6379'")
                .contains(
                        "ask \"$primary\" --user 'gateway' --tls --no-raw HMGET 'tidegate:flags'");
        assertThat(document(asked))
                .contains("redis-flags:address=use1-cache-nodes.cache.test.example:6379,");
        assertThat(script(asked, "control"))
                .contains("\nEnvironment=REDIS_USER=daemon REDIS_TLS=1\n");
    }

    @Test
    void bothAskForThePrimaryOfNodesThatWatchOneAnother() {
        List<ResourceRegistration> asked = provisioned(any -> {});

        assertThat(script(asked, "gateway"))
                .contains("for sentinel in 10.16.0.10:26379 10.16.16.11:26379 10.16.0.12:26379; do")
                .doesNotContain("--tls");
        assertThat(document(asked)).contains("redis-flags:address=tidegate@10.16.0.10:26379");
        assertThat(script(asked, "control"))
                .contains("\nEnvironment=REDIS_USER=daemon\n")
                .doesNotContain("REDIS_TLS");
    }

    @Test
    void withoutACacheBooksAreNotSentToOne() {
        List<ResourceRegistration> asked =
                provisioned(dev -> dev.putArray("capabilities").add("control").add("gateway"));

        assertThat(script(asked, "gateway")).doesNotContain("tidegate-flags");
        assertThat(document(asked)).doesNotContain("runbook_parameters");
    }

    @Test
    void withoutAGatewayNobodyWouldRead() {
        List<ResourceRegistration> asked =
                provisioned(
                        dev -> {
                            dev.putArray("capabilities").add("control").add("cache");
                            dev.putObject("cache").put("kind", "managed");
                        });

        assertThat(document(asked)).doesNotContain("runbook_parameters");
        assertThat(script(asked, "control")).doesNotContain("REDIS_");
    }

    private static List<ResourceRegistration> provisioned(Consumer<ObjectNode> change) {
        InProcess.Ended ended = InProcess.provision(Standing.ground(change));
        ended.result().throwOnError();
        return ended.asked();
    }

    private static String script(List<ResourceRegistration> asked, String room) {
        String encoded = text(asked, "use1-" + room + "-template", "userData");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static String document(List<ResourceRegistration> asked) {
        return asked.stream()
                .map(ResourceRegistration::properties)
                .filter(each -> each.at("key").mayBe("control/tidegate.yaml"))
                .flatMap(each -> each.at("content").texts())
                .findFirst()
                .orElseThrow();
    }

    private static String text(List<ResourceRegistration> asked, String name, String key) {
        return InProcess.of(asked, name).at(key).texts().findFirst().orElseThrow();
    }
}
