package io.certconnect.console;

import io.certconnect.console.lag.LagConfiguration;
import io.certconnect.console.problem.Problems;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The application: what the console is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({LagConfiguration.class, Problems.class})
public class Console {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application, ready to run alone or beside others in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Console.class).properties("spring.config.name=console");
    }
}
