package dev.tidegate.runbooks.rig;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The real servers that a test needs. What is not installed is taken from a container where a
 * Docker engine answers; else the test is skipped by name, and fails in CI.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsCondition.class)
public @interface Needs {
    Component[] value();

    /** Whether the test calls the programs by itself, so that no container can stand in for them. */
    boolean installed() default false;
}
