using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.CommandLine.Accounts;
using Ledger.Api.CommandLine.Archive;
using Ledger.Api.CommandLine.Audit;
using Ledger.Api.CommandLine.Health;
using Ledger.Api.CommandLine.Load;
using Ledger.Api.CommandLine.Matching;
using Ledger.Api.CommandLine.Projections;

var root = new RootCommand("An event-sourced ledger. Without a command it serves the API, on http://127.0.0.1:5080 where nothing else is said (--urls).")
{
    // The host reads its own arguments, such as --urls.
    TreatUnmatchedTokensAsErrors = false,
};
root.Subcommands.Add(LoadCommand.Create());
root.Subcommands.Add(HealthCommand.Create());
root.Subcommands.Add(ProjectionsCommand.Create());
root.Subcommands.Add(VerifyCommand.Create());
root.Subcommands.Add(AccountsCommand.Create());
root.Subcommands.Add(MatchingCommand.Create());
root.Subcommands.Add(ExportCommand.Create());
root.Subcommands.Add(ImportCommand.Create());
root.Subcommands.Add(VerifyFileCommand.Create());
root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(args, cancellationToken));
ExamplesHelp.AddTo(root);
return await OperatorCommand.InvokeAsync(root.Parse(AccessOptions.Separate(args)));
