using System.Xml.Linq;
using Ledger.Api.CommandLine.Health;
using Ledger.Api.Hosting;
using Ledger.Api.Settings;
using Microsoft.Extensions.Configuration;

namespace Ledger.Tests.Deployment;

/// <summary>What can be known of the Dockerfile without building it: that it agrees with the repository and with the code.</summary>
public sealed class DockerfileTests
{
    private const string Project = "Ledger.Api/Ledger.Api.csproj";

    private readonly DockerfileText _file = DockerfileText.Parse(RepositoryFiles.Read("Dockerfile"));
    private readonly DockerIgnore _ignore = DockerIgnore.Parse(RepositoryFiles.Read(".dockerignore"));

    [Fact]
    public void Its_images_are_those_of_the_framework_that_the_projects_are_for()
    {
        var framework = XDocument.Parse(RepositoryFiles.Read("Directory.Build.props")).Descendants("TargetFramework").Single().Value;
        var images = _file.All.Where(each => each.Name == "FROM").Select(each => each.Words[0]).ToList();

        images.Should().AllSatisfy(image => ImageTag.NamesVersion(image, parts: 2).Should().BeTrue(image));
        images.Select(image => $"net{image.Split(':')[1]}").Should().AllBe(framework);
        images.Should().Equal(images.Where(image => image.Contains("/sdk:", StringComparison.Ordinal))
            .Concat(images.Where(image => image.Contains("/aspnet:", StringComparison.Ordinal))));
    }

    [Fact]
    public void Everything_that_it_copies_is_in_the_repository_and_not_ignored()
    {
        var sources = SourcesOf(_file.All);

        sources.Should().NotBeEmpty().And.AllSatisfy(source => RepositoryFiles.Has(source).Should().BeTrue(source));
        sources.Should().AllSatisfy(source => _ignore.LetsThrough(source.TrimEnd('/')).Should().BeTrue(source));
    }

    [Fact]
    public void What_decides_over_packages_is_copied_before_the_restore_and_no_source()
    {
        var before = SourcesOf(_file.First.TakeWhile(each => !IsRestore(each)));
        string[] expected =
        [
            "global.json", "Directory.Build.props", "Directory.Packages.props",
            .. Projects().SelectMany(project => new[] { project, $"{Path.GetDirectoryName(project)}/packages.lock.json" }),
        ];

        before.Should().BeEquivalentTo(expected);
        _file.First.Single(IsRestore).Text.Should().Contain("--locked-mode").And.Contain(Project);
    }

    [Fact]
    public void What_the_projects_are_made_of_is_copied_before_they_are_published()
    {
        var before = SourcesOf(_file.First.TakeWhile(each => !IsPublish(each)));

        before.Should().Contain(Projects().Select(project => $"{Path.GetDirectoryName(project)}/"));
        before.Should().Contain([".editorconfig", "BannedSymbols.txt"], "the build has the analysers' rules from them");
        // A runtime identifier would be looked for in the lock files.
        _file.First.Single(IsPublish).Text.Should().Contain(Project).And.Contain("--no-restore")
            .And.NotContain("--runtime").And.NotContain(" -r ").And.NotContain("--self-contained");
    }

    [Fact]
    public void It_starts_what_the_project_builds()
    {
        var published = _file.First.Single(IsPublish).Words[^1];
        var copied = _file.Final.Single(each => each.Name == "COPY");

        copied.Text.Should().StartWith($"--from={_file.First[0].Words[^1]} ");
        copied.Words[0].Should().Be(published);
        _file.Only("ENTRYPOINT").Arguments.Should().Equal("dotnet", $"{typeof(LedgerSettings).Assembly.GetName().Name}.dll");
    }

    [Fact]
    public void It_checks_its_health_with_the_command_that_the_executable_has() =>
        _file.Only("HEALTHCHECK").Arguments.Should().Equal([.. _file.Only("ENTRYPOINT").Arguments, HealthCommand.Create().Name]);

    [Fact]
    public void It_listens_where_it_says_and_where_its_health_is_asked_for()
    {
        var port = int.Parse(_file.Only("EXPOSE").Text);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("HTTP_PORTS", _file.Environment["ASPNETCORE_HTTP_PORTS"])]).Build();

        _file.Environment["ASPNETCORE_HTTP_PORTS"].Should().Be($"{port}");
        ListeningUrl.Of(configuration).Port.Should().Be(port);
        new Uri(LedgerApplication.DefaultUrl).Port.Should().Be(port);
    }

    [Fact]
    public void Its_files_are_in_the_volume_which_belongs_to_the_user_that_it_runs_as()
    {
        var volume = _file.Only("VOLUME").Text;
        var settings = _file.Environment.Where(each => each.Key.StartsWith("Ledger", StringComparison.OrdinalIgnoreCase)).ToList();

        settings.Select(each => each.Key).Should().Equal("Ledger__DataDirectory").And.BeSubsetOf(LedgerSettings.Names);
        settings[0].Value.Should().Be(volume);
        _file.Only("RUN").Text.Should().Be($"mkdir {volume} && chown \"$APP_UID\" {volume}");
        _file.Only("USER").Text.Should().Be("$APP_UID");
        _file.Final.SkipWhile(each => each.Name != "USER").Select(each => each.Name).Should().NotContain(["RUN", "COPY"]);
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".env")]
    [InlineData("data/ledger.db")]
    [InlineData("docs/operations.md")]
    [InlineData("Ledger.Tests/Ledger.Tests.csproj")]
    [InlineData("Ledger.Api/bin/Debug/net10.0/Ledger.Api.dll")]
    [InlineData("Ledger.EventStore/obj/project.assets.json")]
    public void The_build_does_not_get_to_see_what_it_is_not_made_of(string path) => _ignore.LetsThrough(path).Should().BeFalse();

    [Fact]
    public void The_build_gets_to_see_every_source_of_the_projects()
    {
        var sources = Projects()
            .SelectMany(project => Directory.EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(project)!), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

        sources.Should().HaveCountGreaterThan(100).And.AllSatisfy(source => _ignore.LetsThrough(source).Should().BeTrue(source));
    }

    private static bool IsRestore(Instruction instruction) => instruction.Text.StartsWith("dotnet restore ", StringComparison.Ordinal);

    private static bool IsPublish(Instruction instruction) => instruction.Text.StartsWith("dotnet publish ", StringComparison.Ordinal);

    /// <summary>What is copied from the repository, not from another stage.</summary>
    private static IReadOnlyList<string> SourcesOf(IEnumerable<Instruction> instructions) =>
        [.. instructions.Where(each => each.Name == "COPY" && !each.Text.StartsWith("--from=", StringComparison.Ordinal)).SelectMany(each => each.Words.SkipLast(1))];

    /// <summary>The project that is published and those that it refers to.</summary>
    private static List<string> Projects()
    {
        var projects = new List<string> { Project };
        for (var at = 0; at < projects.Count; at++)
        {
            var directory = Path.GetDirectoryName(projects[at])!;
            projects.AddRange(XDocument.Parse(RepositoryFiles.Read(projects[at])).Descendants("ProjectReference")
                .Select(reference => Path.Combine(directory, reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .Select(path => Path.GetRelativePath(RepositoryFiles.Root, Path.Combine(RepositoryFiles.Root, path)).Replace('\\', '/'))
                .Where(path => !projects.Contains(path)));
        }

        return projects;
    }
}
