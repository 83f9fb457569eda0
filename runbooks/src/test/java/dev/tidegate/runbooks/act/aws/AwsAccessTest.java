package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

final class AwsAccessTest {
    private static final URI EAST = URI.create("http://127.0.0.1:1");
    private static final URI WEST = URI.create("http://127.0.0.1:2");

    private static Optional<URI> endpoint(AwsAccess access, String region) {
        try (SsmClient client = access.client(SsmClient.builder(), region)) {
            return client.serviceClientConfiguration().endpointOverride();
        }
    }

    @Test
    void eachRegionHasItsOwnEndpoint() {
        AwsAccess access = AwsAccess.ofEndpoints(Map.of("us-east-1", EAST, "us-west-2", WEST));

        assertThat(endpoint(access, "us-east-1")).contains(EAST);
        assertThat(endpoint(access, "us-west-2")).contains(WEST);
        assertThat(endpoint(access, AwsActuator.GLOBAL)).isEmpty();
    }

    @Test
    void soleEndpointServesWhatHasNoRegionToo() {
        AwsAccess access = AwsAccess.ofEndpoints(Map.of("us-east-1", EAST, "us-west-2", EAST));

        assertThat(endpoint(access, AwsActuator.GLOBAL)).contains(EAST);
    }

    @Test
    void withoutEndpointsTheRegionsOwnServe() {
        assertThat(endpoint(AwsAccess.ofEndpoints(Map.of()), "us-east-1")).isEmpty();
    }
}
