package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import dev.tidegate.stacks.control.Control;
import dev.tidegate.stacks.gateway.Gateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each role may do: enough for what its machines do at their start and later, and nothing beside it. */
class RightsTest {
    private static final String BUCKET = "arn:aws:s3:::use1-documents-bucket";

    /** Whatever is copied with all that lies under it is listed first. */
    @Test
    void aGatewayListsAndReadsItsOwnDocumentsAndNoOthers() {
        PolicyText gateway =
                PolicyText.of(
                        Standing.dev(
                                        place -> {
                                            Gateway made =
                                                    new Gateway(
                                                            place.site(),
                                                            place.network(),
                                                            place.documents(),
                                                            place.key());
                                            return new Standing.Component<>(made, made.host());
                                        })
                                .of("use1-gateway-policy"));

        assertThat(lists(gateway, "gateway/")).isTrue();
        assertThat(lists(gateway, "control/")).isFalse();
        assertThat(reads(gateway, "gateway/haproxy.cfg")).isTrue();
        assertThat(reads(gateway, "control/tidegate.yaml")).isFalse();
    }

    @Test
    void aDaemonsInstanceListsAndReadsItsConfigurationAndItsRelease() {
        PolicyText daemon = PolicyText.of(control().of("use1-control-policy"));

        assertThat(lists(daemon, "control/")).isTrue();
        assertThat(lists(daemon, "releases/current/")).isTrue();
        assertThat(lists(daemon, "gateway/")).isFalse();
        assertThat(reads(daemon, "control/tidegate.yaml")).isTrue();
        assertThat(reads(daemon, "releases/current/autoscaler.jar")).isTrue();
        assertThat(reads(daemon, "gateway/haproxy.cfg")).isFalse();
    }

    private static boolean lists(PolicyText policy, String prefix) {
        return policy.lets("s3:ListBucket", BUCKET, Map.of("s3:prefix", prefix));
    }

    private static boolean reads(PolicyText policy, String path) {
        return policy.lets("s3:GetObject", BUCKET + "/" + path, Map.of());
    }

    private static Standing.Made<String> control() {
        return Standing.dev(
                place -> {
                    Control made =
                            new Control(
                                    place.site(),
                                    place.network(),
                                    place.documents(),
                                    place.key(),
                                    Output.of("arn:aws:aps:us-east-1:1:workspace/w"),
                                    List.of("chat"));
                    return new Standing.Component<>(made, made.databaseAddress());
                });
    }
}
