# Every process of certconnect: one image each, named by PROCESS. docs/containers.md says how they are run.
#
#   docker build --build-arg PROCESS=connector-worker -t certconnect/connector-worker .
#
# PROCESS: connector-worker, merge-worker, records-worker, console or command-line.
# JARS:    built compiles them here; given takes those of `mvn package` on this machine.

ARG JARS=built
ARG PROCESS

FROM maven:3.9-eclipse-temurin-25 AS built
WORKDIR /certconnect
COPY . .
# Tests, and the registry that only tests and the quickstart run, are no part of an image.
RUN --mount=type=cache,target=/maven \
    mvn -B -ntp -q -Dmaven.repo.local=/maven -Dmaven.test.skip=true -Dmdep.skip=true \
        -pl connector-worker,merge-worker,records-worker,console,command-line -am package

FROM scratch AS given
COPY . /certconnect

FROM ${JARS} AS jars

FROM eclipse-temurin:25-jre AS layers
ARG PROCESS
WORKDIR /layers
COPY --from=jars /certconnect/${PROCESS}/target/${PROCESS}.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --destination out

# What each process' JVM is started with.
FROM scratch AS jvm-of-connector-worker
COPY deploy/jvm-deciding.options /jvm.options
FROM jvm-of-connector-worker AS jvm-of-merge-worker
FROM scratch AS jvm-of-records-worker
COPY deploy/jvm.options /jvm.options
FROM jvm-of-records-worker AS jvm-of-console
FROM jvm-of-records-worker AS jvm-of-command-line
FROM jvm-of-${PROCESS} AS jvm

FROM eclipse-temurin:25-jre
ARG PROCESS
WORKDIR /app
# From what changes seldom to what changes always.
COPY --from=layers /layers/out/dependencies/ /layers/out/snapshot-dependencies/ ./
COPY --from=layers /layers/out/application/ ./
COPY --from=jvm /jvm.options ./

# Classes as they are once loaded and linked: half of a start is that. Recorded from a start that ends before it would
# need a database or a broker, here, for a cache is good for just these files and this JVM. (The command line knows none of
# these settings; it prints its help.)
RUN java @jvm.options -XX:AOTCacheOutput=app.aot -Xlog:aot=error \
        -Dspring.context.exit=onRefresh -Dspring.main.lazy-initialization=true \
        -Dmanagement.endpoint.health.validate-group-membership=false \
        -Dspring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration \
        -jar app.jar --help

# A number, for clusters that make sure it is not root's; there is no such user, and needs none.
USER 10001:10001
# With a read-only file system, /tmp must be writable: the web server's folder is there.
ENV TZ=UTC
# For what collects logs; set to nothing it gives lines for people.
ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=app.aot", "-jar", "app.jar"]

ARG VERSION=1.0.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="certconnect ${PROCESS}" \
      org.opencontainers.image.description="Connects certification profiles to Learn profiles and keeps transcripts and badges right." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
