package dev.tidegate.runbooks.rig;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A real server, or a group of programs used only together, and where it is found. */
public enum Component {
    PROMETHEUS("prometheus", "prom/prometheus:v2.42.0", "/bin/prometheus"),
    /** As Debian names it; upstream's "alertmanager" is given by {@code TIDEGATE_ALERTMANAGER}. */
    ALERTMANAGER("prometheus-alertmanager", "prom/alertmanager:v0.25.0", "/bin/alertmanager"),
    REDIS("redis-server", "redis:7.0.15", "redis-server"),
    HAPROXY("haproxy", "haproxy:2.6.12", "haproxy"),
    POSTGRES("postgres", "postgres:15.6"),
    /** What the ground's instances talk to HAProxy's socket with, and read their secrets with. */
    SOCAT("socat", "alpine/socat:1.7.4.4"),
    JQ("jq", "ghcr.io/jqlang/jq:1.6"),
    /** What reads the units that the ground's instances lay down as systemd does. */
    SYSTEMD("systemd-analyze", "debian:12"),
    /** The AWS API emulator; its program is a Python that has the module {@code moto.server}. */
    MOTO("moto-5.2.5/bin/python", "motoserver/moto:5.2.5"),
    /**
     * What vLLM's own server is built on; its program is a Python that has the modules
     * {@code uvicorn} and {@code fastapi}.
     */
    UVICORN("uvicorn-0.35.0/bin/python", "python:3.11"),
    /** API server, controllers, scheduler and fake nodes; {@code TIDEGATE_KUBERNETES} is a folder with all five programs. */
    KUBERNETES("kube-apiserver", "rancher/k3s:v1.31.4-k3s1"),
    /** The command line tool with its engine, and what runs programs in Java; {@code TIDEGATE_PULUMI} is a folder with both. */
    PULUMI("pulumi", "pulumi/pulumi-java:3.229.0");

    private final String program;
    private final String image;
    private final Optional<String> containedProgram;

    /** A component whose image has its own entry point. */
    Component(String program, String image) {
        this(program, image, Optional.empty());
    }

    Component(String program, String image, String containedProgram) {
        this(program, image, Optional.of(containedProgram));
    }

    Component(String program, String image, Optional<String> containedProgram) {
        this.program = program;
        this.image = image;
        this.containedProgram = containedProgram;
    }

    /** Whether its programs are on this machine. */
    public boolean isInstalled() {
        return switch (this) {
            case KUBERNETES ->
                    has(
                            "etcd",
                            "kube-apiserver",
                            "kube-controller-manager",
                            "kube-scheduler",
                            "kwok");
            case PULUMI -> has("pulumi", "pulumi-language-java");
            default -> find().isPresent();
        };
    }

    private boolean has(String... names) {
        return Stream.of(names).allMatch(name -> find(name).isPresent());
    }

    /** What a test that needs it does on this machine. */
    Provision provision() {
        return Provision.of(isInstalled(), ContainerRun::isPossible, NeedsCondition.allMustRun());
    }

    /** The image of its container. */
    Image image() {
        return new Image(image, containedProgram);
    }

    /** The program of a server that has one. */
    public Path program() {
        return find().orElseThrow(
                        () ->
                                new IllegalStateException(
                                        this + " is not here: run tools/install-servers"));
    }

    /** One of the programs of a group. */
    public Path program(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is not here: run tools/install-servers"));
    }

    private Optional<Path> find() {
        return named().or(() -> Programs.find(program));
    }

    private Optional<Path> find(String name) {
        return named().map(folder -> folder.resolve(name))
                .filter(Programs::runs)
                .or(() -> Programs.find(name));
    }

    private Optional<Path> named() {
        return Optional.ofNullable(System.getenv("TIDEGATE_" + name()))
                .map(Path::of)
                .filter(path -> path.toFile().exists());
    }
}
