package dev.tidegate.autoscaler.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code --version}: the version of this program and of Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Tidegate.class.getPackage().getImplementationVersion();
        return new String[] {
            "tidegate " + (version == null ? "(not packaged)" : version),
            "Java " + Runtime.version()
        };
    }
}
