using Ledger.Tests.Projections.Analytics;
using Ledger.Tests.Projections.Closings;
using Ledger.Tests.Projections.Rebuilds;
using Ledger.Tests.Projections.Search;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.OnPostgres;

public sealed class AnalyticsTests() : AnalyticsSuite(new PostgresReadModels());

public sealed class ClosingsTests() : ClosingsSuite(new PostgresReadModels());

public sealed class PoisonEventTests() : PoisonEventSuite(new PostgresReadModels());

public sealed class ProjectionFaultTests() : ProjectionFaultSuite(new PostgresReadModels());

public sealed class ProjectionHostTests() : ProjectionHostSuite(new PostgresReadModels());

public sealed class RebuildTests() : RebuildSuite(new PostgresReadModels());

public sealed class RedeliveryTests() : RedeliverySuite(new PostgresReadModels());

public sealed class RunnerRestartTests() : RunnerRestartSuite(new PostgresReadModels());

public sealed class SearchTests() : SearchSuite(new PostgresReadModels());

public sealed class TransactionIndexTests() : TransactionIndexSuite(new PostgresReadModels());

public sealed class UnconvertedTests() : UnconvertedSuite(new PostgresReadModels());

public sealed class UserIndexTests() : UserIndexSuite(new PostgresReadModels());
