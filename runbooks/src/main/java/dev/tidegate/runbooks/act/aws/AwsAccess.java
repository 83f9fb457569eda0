package dev.tidegate.runbooks.act.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How the services are reached. Credentials come from where the SDK always looks for them.
 *
 * @param endpoint of all services, in place of the region's own; for emulators
 */
public record AwsAccess(Optional<URI> endpoint) {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);

    /** The endpoints of the region. */
    public static AwsAccess regional() {
        return new AwsAccess(Optional.empty());
    }

    /** One attempt, bounded: whether to try again is the run's decision, which knows what was tried. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(Region.of(region))
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .apiCallTimeout(CALL_LIMIT)
                                .retryStrategy(b -> b.maxAttempts(1))
                                .build())
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(3))
                                .socketTimeout(CALL_LIMIT))
                .build();
    }
}
