namespace TitleReview.Domain.Titles;

/// <summary>级别。初级含员级与助理级，高级含副高级与正高级。</summary>
public enum Grade { Junior, Assistant, Intermediate, AssociateSenior, Senior }

/// <summary>取得方式：评审、初次确定、授予、认定、考评结合。</summary>
public enum TitleTrack { Review, InitialDetermination, Conferral, Recognition, ExamAndReview }

/// <summary>申报途径：按学历资历正常申报，或高技能人才贯通（TC-04）。</summary>
public enum FilingPath { Regular, SkilledTrades }

/// <summary>申报什么：渠道、系列、专业、级别、取得方式、途径。</summary>
public sealed record TitleChoice(string Channel, string Series, string Specialty, Grade Grade, TitleTrack Track, FilingPath Path);
