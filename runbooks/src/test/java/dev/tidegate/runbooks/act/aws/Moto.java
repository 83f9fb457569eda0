package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.rig.server.MotoServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One AWS emulator for all tests of a class, emptied before each. */
final class Moto {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    static final String REGION = "us-east-1";

    private static MotoServer server;

    private Moto() {}

    /** Started by the first test that needs it, ended with the JVM. */
    static synchronized AwsAccess empty() {
        setDummyCredentials();
        if (server == null) {
            server = MotoServer.start();
        }
        server.reset();
        return access();
    }

    /** Any credentials do for an emulator. */
    static void setDummyCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    /** Access to the emulator as it is. */
    static synchronized AwsAccess access() {
        return new AwsAccess(Optional.of(server.endpoint()));
    }
}
