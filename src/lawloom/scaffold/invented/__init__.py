"""A consultation of any size that nobody held: subjects, people, a bill, contributions and votes from a seed.

grammar     a symbol becomes a sentence
words       our own words for it: frames that all topics share
topics      what the subjects are about
timetable   the phases of a subject, and which of them have begun
rows        contributions and votes as rows of our own table, one at a time
files       what people would have written: settings, people, subjects, a bill, answers
"""
