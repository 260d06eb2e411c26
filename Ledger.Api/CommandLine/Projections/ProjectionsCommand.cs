using System.CommandLine;
using Ledger.Api.CommandLine.Access;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>The commands <c>projections …</c>.</summary>
internal static class ProjectionsCommand
{
    private static readonly Argument<string> s_name = new("name") { Description = "The projection, such as accounts." };

    private static readonly Argument<string> s_nameOrAll = new("name") { Description = "The projection, or all." };

    private static readonly Option<string> s_reason = new("--reason") { Description = "Why; it is recorded in the history.", Required = true };

    private static readonly Option<string> s_onDifference = CreateOnDifference();

    public static Command Create()
    {
        var command = new Command("projections", "Looks after the read models: how far they are, rebuilding, switching, going on after a failure.");
        command.Subcommands.Add(Reports("list", "Lists the projections: status, position, lag, speed.", null, "projections list", "projections list --json"));
        command.Subcommands.Add(Reports("status", "Says everything about one projection, its generations and its rebuild too.", s_name, "projections status accounts"));
        command.Subcommands.Add(Rebuild());
        command.Subcommands.Add(Acts("cancel", "Drops the new generation that is on its way.", ProjectionAction.Cancel, "projections cancel accounts"));
        command.Subcommands.Add(Acts("switch", "Switches to the new generation, though it differs.", ProjectionAction.Switch, "projections switch accounts"));
        command.Subcommands.Add(Acts("rollback", "Switches back to the generation that was live before.", ProjectionAction.Rollback, "projections rollback accounts"));
        command.Subcommands.Add(Acts("drop", "Drops the generation that was live before.", ProjectionAction.Drop, "projections drop accounts"));
        command.Subcommands.Add(Acts("retry", "Lets a projection that has failed try again.", ProjectionAction.Retry, "projections retry accounts"));
        command.Subcommands.Add(Skip());
        return command;
    }

    private static OperatorCommand Reports(string name, string description, Argument<string>? argument, params string[] examples)
    {
        var command = new OperatorCommand(name, description, examples) { JsonOption.Instance };
        if (argument is not null)
        {
            command.Arguments.Add(argument);
        }

        return command.WithAccess().Runs((parsed, token) => WithAsync(parsed, async access =>
        {
            var all = await access.ListAsync(token);
            var chosen = argument is null ? all : [.. all.Where(one => one.Name == parsed.GetRequiredValue(argument))];
            if (chosen.Count == 0)
            {
                throw new RefusedException($"The projections are {string.Join(", ", all.Select(one => one.Name))}.");
            }

            ProjectionsView.Show(chosen, inFull: argument is not null, parsed.GetValue(JsonOption.Instance));
            return chosen.Any(one => one.Status is "failed" or "stopped") ? OperatorCommand.Finding : OperatorCommand.Ok;
        }, token));
    }

    private static OperatorCommand Rebuild() => new OperatorCommand(
        "rebuild",
        "Builds a projection anew beside the live one while queries go on, compares every row, and switches where nothing differs. "
            + "Ctrl+C leaves a service's rebuild running; run the command again to look on.",
        "projections rebuild accounts",
        "projections rebuild all --on-difference switch")
    {
        s_nameOrAll,
        s_onDifference,
        JsonOption.Instance,
    }.WithAccess().Runs((parsed, token) => WithAsync(
        parsed,
        access => RebuildRun.RunAsync(
            access, parsed.GetRequiredValue(s_nameOrAll), parsed.GetRequiredValue(s_onDifference), parsed.GetValue(JsonOption.Instance), token),
        token));

    private static OperatorCommand Skip() => new OperatorCommand(
        "skip",
        "Lets a projection go on for ever without the event it stopped at, and records that in the history.",
        "projections skip accounts --reason \"Written by a trial version\"")
    {
        s_name,
        s_reason,
        JsonOption.Instance,
    }.WithAccess().Runs((parsed, token) => ActAsync(parsed, ProjectionAction.Skip, parsed.GetRequiredValue(s_reason), token));

    private static OperatorCommand Acts(string name, string description, ProjectionAction action, string example) =>
        new OperatorCommand(name, description, example) { s_name, JsonOption.Instance }
            .WithAccess().Runs((parsed, token) => ActAsync(parsed, action, null, token));

    private static Task<int> ActAsync(ParseResult parsed, ProjectionAction action, string? argument, CancellationToken cancellationToken) =>
        WithAsync(parsed, async access =>
        {
            ProjectionsView.Show(
                [await access.ActAsync(parsed.GetRequiredValue(s_name), action, argument, cancellationToken)],
                inFull: true,
                parsed.GetValue(JsonOption.Instance));
            return OperatorCommand.Ok;
        }, cancellationToken);

    private static async Task<int> WithAsync(ParseResult parsed, Func<IProjectionsAccess, Task<int>> run, CancellationToken cancellationToken)
    {
        await using var ledger = await LedgerAccess.OpenAsync(parsed, cancellationToken);
        await using var access = await ledger.With<Task<IProjectionsAccess>>(
            service => Task.FromResult<IProjectionsAccess>(new RemoteProjections(service.Client)),
            async stores => await LocalProjections.StartAsync(stores.Services, cancellationToken));
        return await run(access);
    }

    private static Option<string> CreateOnDifference()
    {
        var option = new Option<string>("--on-difference")
        {
            Description = "What happens where the new generation differs from the live one: stop waits for a decision, switch takes it.",
            DefaultValueFactory = _ => "stop",
        };
        option.AcceptOnlyFromAmong("stop", "switch");
        return option;
    }
}
