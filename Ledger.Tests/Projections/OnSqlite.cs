using Ledger.Tests.Projections.Analytics;
using Ledger.Tests.Projections.Closings;
using Ledger.Tests.Projections.Rebuilds;
using Ledger.Tests.Projections.Search;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.OnSqlite;

public sealed class AnalyticsTests() : AnalyticsSuite(new SqliteReadModels());

public sealed class ClosingsTests() : ClosingsSuite(new SqliteReadModels());

public sealed class PoisonEventTests() : PoisonEventSuite(new SqliteReadModels());

public sealed class ProjectionFaultTests() : ProjectionFaultSuite(new SqliteReadModels());

public sealed class ProjectionHostTests() : ProjectionHostSuite(new SqliteReadModels());

public sealed class RebuildTests() : RebuildSuite(new SqliteReadModels());

public sealed class RedeliveryTests() : RedeliverySuite(new SqliteReadModels());

public sealed class RunnerRestartTests() : RunnerRestartSuite(new SqliteReadModels());

public sealed class SearchTests() : SearchSuite(new SqliteReadModels());

public sealed class TransactionIndexTests() : TransactionIndexSuite(new SqliteReadModels());

public sealed class UnconvertedTests() : UnconvertedSuite(new SqliteReadModels());

public sealed class UserIndexTests() : UserIndexSuite(new SqliteReadModels());
